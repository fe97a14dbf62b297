/** A build of the jobs that has grown: in, a job as it is; out, the same job with operators it did not have. */
package io.groundswell.onemore;
