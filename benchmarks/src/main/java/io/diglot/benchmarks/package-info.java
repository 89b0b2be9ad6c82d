/** Diglot side by side with the brokers whose clients it serves. */
@NullMarked
package io.diglot.benchmarks;

import org.jspecify.annotations.NullMarked;
