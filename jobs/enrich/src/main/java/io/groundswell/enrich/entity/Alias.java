package io.groundswell.enrich.entity;

import java.util.Objects;

/**
 * A name under which people speak of something of a brand's.
 *
 * @param text as people write it; capitals, accents and blanks do not matter
 * @param brand id of the brand whose it is
 * @param canonical what it is called in reports; the brand itself or a product of it
 * @param product whether it is a product, and not the brand itself
 */
public record Alias(String text, String brand, String canonical, boolean product) {

    public Alias {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(brand, "brand");
        Objects.requireNonNull(canonical, "canonical");
    }
}
