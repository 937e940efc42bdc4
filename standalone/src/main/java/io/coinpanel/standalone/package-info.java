/** The command line: everything in one process, or one part of it. */
@NullMarked
package io.coinpanel.standalone;

import org.jspecify.annotations.NullMarked;
