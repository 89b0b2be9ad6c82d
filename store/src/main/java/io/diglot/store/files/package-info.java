/** Segments as local files: the only place of the store that opens a file. */
@NullMarked
package io.diglot.store.files;

import org.jspecify.annotations.NullMarked;
