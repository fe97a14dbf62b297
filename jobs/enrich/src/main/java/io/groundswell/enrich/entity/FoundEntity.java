package io.groundswell.enrich.entity;

/**
 * An entity where it stands in a post.
 *
 * @param text as written there
 * @param type PERSON, ORGANIZATION, LOCATION or PRODUCT
 * @param start code points from the beginning of the text
 * @param end code points, exclusive
 * @param canonical one name for all ways of writing it
 * @param brand whose alias it is, or null
 */
public record FoundEntity(String text, String type, int start, int end, String canonical, String brand) {

    boolean overlaps(FoundEntity other) {
        return start < other.end && other.start < end;
    }

    boolean isInside(FoundEntity other) {
        return other.start <= start && end <= other.end && other.end - other.start > end - start;
    }
}
