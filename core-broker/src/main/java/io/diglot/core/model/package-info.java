/** What both protocols speak of: topics, records, results and errors. Immutable values only. */
@NullMarked
package io.diglot.core.model;

import org.jspecify.annotations.NullMarked;
