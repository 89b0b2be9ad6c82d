/** The brokers under measurement, as child processes, and what they cost. */
@NullMarked
package io.diglot.benchmarks.broker;

import org.jspecify.annotations.NullMarked;
