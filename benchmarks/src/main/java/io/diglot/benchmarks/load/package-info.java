/** What is done to a broker, and what was seen while doing it. */
@NullMarked
package io.diglot.benchmarks.load;

import org.jspecify.annotations.NullMarked;
