package io.groundswell.notify;

import io.groundswell.topics.Alert;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.Response;

/**
 * Something that concerns the incidents of a company: exactly one of an alert, a mention that asks for an answer, and what somebody
 * did by hand.
 *
 * @param company as the brands file calls it, or the brand when it has none
 * @param owner the department that answers for an alert; null when nobody was named
 */
public record News(String company, String owner, Alert alert, Response response, IncidentAction action) {

    static News of(Alert alert) {
        return new News(alert.getBrand(), null, alert, null, null);
    }

    static News of(Response response) {
        return new News(response.getBrand(), null, null, response, null);
    }

    /** Begins with the company, as its incident's id does. */
    static News of(IncidentAction action) {
        return new News(company(action.getIncident()), null, null, null, action);
    }

    static String company(String incident) {
        int end = incident.indexOf('|');
        return end < 0 ? incident : incident.substring(0, end);
    }
}
