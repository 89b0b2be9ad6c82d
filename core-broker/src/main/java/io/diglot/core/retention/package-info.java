/**
 * What goes when: old records, segments that hold nothing else, and what has to be carried forward
 * before.
 */
@NullMarked
package io.diglot.core.retention;

import org.jspecify.annotations.NullMarked;
