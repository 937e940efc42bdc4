/** The example clients, run as their readers run them. */
@NullMarked
package io.coinpanel.standalone.examples;

import org.jspecify.annotations.NullMarked;
