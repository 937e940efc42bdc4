/** The schema both services meet in, and how it gets there. */
@NullMarked
package io.coinpanel.database;

import org.jspecify.annotations.NullMarked;
