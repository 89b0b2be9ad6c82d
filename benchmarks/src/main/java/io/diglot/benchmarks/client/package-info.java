/** Drivers that run in a JVM of their own, on the class path of the client that they use. */
@NullMarked
package io.diglot.benchmarks.client;

import org.jspecify.annotations.NullMarked;
