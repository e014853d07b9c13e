package org.pluspeer.wallet.policy;

import org.pluspeer.wallet.eth.MalformedException;

/** For whom a signature is wanted. */
public sealed interface Asker {
    Asker OWNER = new Owner();
    Asker NODE = new Node();

    /** The person who has the node's own token. */
    record Owner() implements Asker {}

    /** The node, going on with what the owner began. */
    record Node() implements Asker {}

    /**
     * A program that the owner paired.
     *
     * @param id 1 to 64 letters, digits or dashes; given at pairing, and never to another program
     */
    record App(String id) implements Asker {
        /** @throws MalformedException for anything else */
        public App {
            if (!id.matches("[0-9A-Za-z-]{1,64}")) {
                throw new MalformedException("a program's id has 1 to 64 letters, digits or dashes");
            }
        }

        /** A name that the program chose, so that it meets no name of the owner's or of another program's. */
        public String key(String own) {
            return prefix() + own;
        }

        /** What all of its names begin with. */
        public String prefix() {
            return "app/" + id + "/";
        }
    }
}
