/**
 * Routes and broker liveness: the nameserver, and the client with which a broker registers with all
 * nameservers. Nameservers do not know each other; each has what the brokers tell it.
 */
@NullMarked
package io.diglot.nameserver;

import org.jspecify.annotations.NullMarked;
