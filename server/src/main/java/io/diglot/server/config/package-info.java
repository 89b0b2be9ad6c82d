/**
 * Reading the configuration: the file, the table of known keys, typed values, and what to say when
 * one is wrong.
 */
@NullMarked
package io.diglot.server.config;

import org.jspecify.annotations.NullMarked;
