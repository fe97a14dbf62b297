/** How announcements reach people: channels, the form each wants, and one attempt to get there. Without Flink. */
package io.groundswell.notify.deliver;
