package io.groundswell.local;

/** For a person or for a program. */
enum Rendering {
    TABLE,
    JSON
}
