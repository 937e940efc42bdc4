/** What a person or a program sees of a command: lines, colours and one line that changes. */
@NullMarked
package io.coinpanel.cli.terminal;

import org.jspecify.annotations.NullMarked;
