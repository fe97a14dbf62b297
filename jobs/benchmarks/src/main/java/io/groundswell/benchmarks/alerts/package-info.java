/** How well alerts do beside others, on public series of mentions. */
package io.groundswell.benchmarks.alerts;
