/**
 * How far a count of mentions lies above what a brand usually gets at that time of day. Plain arithmetic without Flink, usable
 * on any series of counts in buckets of five minutes.
 */
package io.groundswell.notify.surge;
