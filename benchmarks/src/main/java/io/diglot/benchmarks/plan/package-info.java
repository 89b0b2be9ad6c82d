/** The table of cases, and the order in which they run. */
@NullMarked
package io.diglot.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
