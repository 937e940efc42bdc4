/** The example clients, run as their readers run them. */
@NullMarked
package io.coinpanel.systemtests.examples;

import org.jspecify.annotations.NullMarked;
