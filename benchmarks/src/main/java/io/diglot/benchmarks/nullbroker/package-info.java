/**
 * A broker that acknowledges and drops, and has the same messages for everybody: the most that the
 * clients of a case reach on a machine, whatever the broker. With a file to write to, the most that
 * any broker reaches there that stores.
 */
@NullMarked
package io.diglot.benchmarks.nullbroker;

import org.jspecify.annotations.NullMarked;
