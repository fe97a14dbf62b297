package io.groundswell.measure.answers;

/** A side of an exchange is there from now on, or no longer. */
public record ExchangeChange(Exchange exchange, boolean said) {

    /** What is answered: one mention that asks one brand. */
    public String question() {
        return exchange.brand() + '|' + exchange.asked();
    }
}
