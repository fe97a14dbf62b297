/** What the rule of alerts would have said of the past. */
package io.groundswell.notify.backtest;
