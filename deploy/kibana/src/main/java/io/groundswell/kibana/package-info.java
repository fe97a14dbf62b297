/**
 * The dashboards: what analysts write down about them, the file that Kibana takes, and what is checked of that file without
 * a Kibana.
 *
 * <p>In: {@code Definitions} and what makes saved objects of them ({@code SavedObjects}); {@code Pack}, {@code PackChecks}
 * and {@code PanelRun}, which look at the file alone and know nothing of the definitions.
 *
 * <p>Not in: what the documents contain (schemas/indices), bringing the file to a Kibana (local).
 *
 * <p>May import: Jackson, the mappings of schemas.
 */
package io.groundswell.kibana;
