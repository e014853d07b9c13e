/**
 * The program from outside, as a user or a suspicious stranger meets it: processes, their open files and sockets, what
 * lies on the disk, what the command line prints. These tests need the packaged program.
 */
@NullMarked
package org.pluspeer.node.reality;

import org.jspecify.annotations.NullMarked;
