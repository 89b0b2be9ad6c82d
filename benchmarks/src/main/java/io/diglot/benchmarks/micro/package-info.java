/** Micro-benchmarks (JMH) of the data path. */
@NullMarked
package io.diglot.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
