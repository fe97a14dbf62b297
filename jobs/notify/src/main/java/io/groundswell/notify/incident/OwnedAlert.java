package io.groundswell.notify.incident;

import io.groundswell.topics.Alert;

/**
 * An alert and the department that answers for it.
 *
 * @param owner null when nobody was named
 */
public record OwnedAlert(Alert alert, String owner) {

    public String id() {
        return alert.getId();
    }
}
