/** Request codes of the administration tools. */
@NullMarked
package io.diglot.nativeprotocol.admin;

import org.jspecify.annotations.NullMarked;
