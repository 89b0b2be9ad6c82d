/** Request codes that look single messages up. */
@NullMarked
package io.diglot.nativeprotocol.query;

import org.jspecify.annotations.NullMarked;
