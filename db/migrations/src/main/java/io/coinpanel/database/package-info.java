/** The schema both services meet in, how it gets there, and how a service connects to it. */
@NullMarked
package io.coinpanel.database;

import org.jspecify.annotations.NullMarked;
