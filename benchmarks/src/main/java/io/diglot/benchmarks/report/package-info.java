/** Figures, ratios, and how they are shown. */
@NullMarked
package io.diglot.benchmarks.report;

import org.jspecify.annotations.NullMarked;
