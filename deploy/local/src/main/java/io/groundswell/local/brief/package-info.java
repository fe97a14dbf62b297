/**
 * The morning brief: what a brand went through since yesterday morning, as one page that needs nobody and nothing else.
 *
 * <p>In: what is read from Elasticsearch ({@code Published} and the classes called Read…), the brief itself as plain
 * values ({@code Brief}), the page it becomes ({@code BriefPage}), and the door that serves it on this machine.
 *
 * <p>Not in: how a number is made (measure), why an alert is one (notify), commands (local).
 *
 * <p>May import: the Elasticsearch client, jte, publish.document for the names of the indices, flow for the clock.
 */
package io.groundswell.local.brief;
