/**
 * What was published, in files: every row there is, in a format a data team reads.
 *
 * <p>In: what may be exported and its columns, reading page by page, the formats, who may see what, going on after an
 * interruption.
 *
 * <p>Not in: the command line and finding a running stack (the package above), how documents are made (publish).
 *
 * <p>May import: the JDK, Jackson, Avro, FastCSV, Parquet, SnakeYAML, collect.feed (the platforms), measure.metric (the
 * metrics), publish.document, topics, flow.
 */
package io.groundswell.local.export;
