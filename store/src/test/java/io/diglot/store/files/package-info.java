@NullMarked
package io.diglot.store.files;

import org.jspecify.annotations.NullMarked;
