package io.groundswell.local.lab;

import io.groundswell.topics.Mention;

/**
 * A post of which somebody said whether it is about the brand.
 *
 * @param line of the file, from 1
 */
public record JudgedPost(int line, Mention mention, boolean about) {}
