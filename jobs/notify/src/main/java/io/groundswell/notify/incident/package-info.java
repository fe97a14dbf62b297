/** One storm is one incident, whatever signals it shows in: what there is to tell people about it, and when. Plain Java. */
package io.groundswell.notify.incident;
