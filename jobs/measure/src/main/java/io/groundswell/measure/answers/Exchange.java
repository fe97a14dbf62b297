package io.groundswell.measure.answers;

import io.groundswell.measure.history.History;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Want;
import java.util.ArrayList;
import java.util.List;

/**
 * One side of an exchange between a person and a brand: a mention that may ask for an answer, or a post of one of the brand's
 * own accounts in reply to a mention.
 *
 * @param asked id of the mention that asks, or is replied to
 * @param mention id of the mention that says this: the one that asks itself, or the reply
 * @param platform slug
 * @param at when it was posted, milliseconds since 1970
 * @param wants what the one who asks wants, the strongest first; null in a reply
 */
public record Exchange(String brand, String asked, String mention, String platform, long at, List<Want> wants) {

    /** All sides that a mention is; none while it is unknown. */
    public static List<Exchange> of(String mention, String platform, History history) {
        List<Exchange> exchanges = new ArrayList<>();
        // What was made so long before it was seen that it is not counted waits for nobody either.
        if (history == null || !history.counted()) {
            return exchanges;
        }
        Form form = history.current();
        if (form.ownedBy() != null && form.replyTo() != null && form.brands().contains(form.ownedBy())) {
            exchanges.add(new Exchange(form.ownedBy(), form.replyTo(), mention, platform, form.createdAt(), null));
        }
        if (!form.wants().isEmpty() && form.original() == null) {
            for (String brand : form.brands()) {
                if (!form.isOwnedBy(brand)) {
                    exchanges.add(new Exchange(brand, mention, mention, platform, form.createdAt(), form.wants()));
                }
            }
        }
        return exchanges;
    }

    public boolean isReply() {
        return wants == null;
    }
}
