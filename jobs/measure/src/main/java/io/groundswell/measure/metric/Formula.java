package io.groundswell.measure.metric;

import io.groundswell.topics.Measure;
import java.text.ParseException;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.lucene.expressions.Expression;
import org.apache.lucene.expressions.js.JavascriptCompiler;
import org.apache.lucene.search.DoubleValues;

/**
 * A formula, ready to be worked out, in 64-bit floating point: the same numbers give the same value everywhere. Not for
 * several threads at once.
 */
final class Formula {

    /** The formula cannot be understood; the message says why. */
    static final class Misunderstood extends Exception {
        private Misunderstood(String message) {
            super(message);
        }
    }

    private static final class Input extends DoubleValues {

        private final ToDoubleFunction<Measure> reading;
        private double value;

        private Input(ToDoubleFunction<Measure> reading) {
            this.reading = reading;
        }

        @Override
        public double doubleValue() {
            return value;
        }

        @Override
        public boolean advanceExact(int document) {
            return true;
        }
    }

    private final Expression expression;
    private final Input[] inputs;

    private Formula(Expression expression, Input[] inputs) {
        this.expression = expression;
        this.inputs = inputs;
    }

    /** @param names what the formula may speak of */
    static Formula of(String written, Map<String, ToDoubleFunction<Measure>> names) throws Misunderstood {
        Expression expression;
        try {
            expression = JavascriptCompiler.compile(written);
        } catch (ParseException | IllegalArgumentException e) {
            throw new Misunderstood(e.getMessage());
        }
        Input[] inputs = new Input[expression.variables.length];
        for (int i = 0; i < inputs.length; i++) {
            ToDoubleFunction<Measure> reading = names.get(expression.variables[i]);
            if (reading == null) {
                throw new Misunderstood("there is no '" + expression.variables[i] + "'; there are: "
                        + String.join(", ", names.keySet()));
            }
            inputs[i] = new Input(reading);
        }
        return new Formula(expression, inputs);
    }

    /** @return null when there is no value, because something is divided by 0 */
    Double of(Measure from) {
        for (Input input : inputs) {
            input.value = input.reading.applyAsDouble(from);
        }
        double value = expression.evaluate(inputs);
        return Double.isFinite(value) ? value : null;
    }
}
