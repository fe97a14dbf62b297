package io.groundswell.collect.feed;

import io.groundswell.topics.Reason;

/** Why an item cannot be used, on its way from the field at fault to the decoder's answer. Never leaves a decoder. */
final class Refusal extends Exception {

    private final Reason reason;
    private final String field;

    Refusal(Reason reason, String field, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    Decoded.Undecodable at(String part) {
        return new Decoded.Undecodable(reason, field, getMessage(), part);
    }
}
