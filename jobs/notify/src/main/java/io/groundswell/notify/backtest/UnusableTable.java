package io.groundswell.notify.backtest;

import java.io.IOException;

/** A table that does not hold what is expected; the message says where and why. */
public final class UnusableTable extends IOException {
    UnusableTable(String message) {
        super(message);
    }
}
