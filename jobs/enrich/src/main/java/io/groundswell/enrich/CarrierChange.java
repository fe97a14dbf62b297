package io.groundswell.enrich;

import io.groundswell.enrich.copies.Carrier;
import java.util.List;

/**
 * Who carries a text has changed.
 *
 * @param brand id
 * @param textHash of the normalised text
 * @param sketch of the text, see {@link io.groundswell.enrich.copies.Sketch}
 * @param mention id
 * @param carrier from now on; null when the mention no longer carries this text
 * @param observedAt milliseconds since 1970
 */
public record CarrierChange(
        String brand, String textHash, List<String> sketch, String mention, Carrier carrier, long observedAt) {

    String text() {
        return brand + '|' + textHash;
    }
}
