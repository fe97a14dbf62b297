package io.groundswell.enrich.sentiment;

import java.util.List;

/** Says how a post feels towards one thing that it names. Safe for any number of threads; a function of its arguments. */
public interface TargetClassifier {

    /** Name and version, as written into every document it judged. */
    String name();

    /** @param names what the target is called in posts, without @ or #; the whole text is judged where none occurs */
    Chances classify(String text, List<String> names);
}
