package org.pluspeer.node.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;

/** Tokens are asked of a real chain. */
class AddressBookTest {
    private static final Address ANN = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final Address BOB = Address.parse("0x00000000000000000000000000000000000000bb");

    private final Path directory;
    private final LocalChain chain;
    private Journal journal;
    private TokenBook tokens;
    private AddressBook book;

    AddressBookTest(@TempDir Path directory) {
        this.directory = directory;
        this.chain = Anvils.start(directory.resolve("chain"));
        open();
    }

    private void open() {
        journal = Journal.open(directory.resolve("journal"), batch -> {});
        tokens = new TokenBook(new Tokens(chain.play().client()), List.of(), true);
        book = new AddressBook(journal, InstantSource.system(), tokens);
    }

    private void restart() {
        journal.close();
        open();
    }

    @AfterEach
    void close() {
        journal.close();
        chain.close();
    }

    private static Code refused(Executable call) {
        return assertThrows(ProblemException.class, call).problem().code();
    }

    @Test
    void namesAreChangedForgottenAndKept() {
        book.put(BOB, " Bob ", "met in Riga");
        book.put(ANN, "Ann", "");
        assertEquals(
                List.of("Ann", "Bob"),
                book.contacts().stream().map(AddressBook.Contact::name).toList());
        book.put(BOB, "Robert", "");
        book.remove(ANN);
        restart();
        assertEquals(List.of(new AddressBook.Contact(BOB, "Robert", "")), book.contacts());
        assertEquals(Optional.of("Robert"), book.name(BOB));
        assertEquals(Optional.empty(), book.name(ANN));
        assertEquals(Code.NOT_FOUND, refused(() -> book.remove(ANN)));
    }

    @Test
    void oneNameIsOneAddress() {
        book.put(ANN, "Ann", "");
        assertEquals(Code.CONFLICT, refused(() -> book.put(BOB, "ANN", "")));
        book.put(ANN, "ann", "another spelling is no other contact");
    }

    @Test
    void aNameIsPlainText() {
        for (String name : List.of("", " ", "x".repeat(61), "two\nlines", "turned\u202eround", "bell\u0007")) {
            assertEquals(Code.BAD_REQUEST, refused(() -> book.put(ANN, name, "")), name);
        }
        assertEquals(Code.BAD_REQUEST, refused(() -> book.put(ANN, "Ann", "a\u0000b")));
        assertEquals(Code.BAD_REQUEST, refused(() -> book.put(Address.ZERO, "Nobody", "")));
        assertEquals(List.of(), book.contacts());
        book.put(ANN, "Ānna 日本 🙂", "");
    }

    @Test
    void anAddedTokenIsShownAlsoAfterARestart() {
        assertEquals("PLAY", book.addToken(PlayChain.DOLLAR).symbol());
        book.addToken(PlayChain.DOLLAR);
        restart();
        assertEquals(List.of(PlayChain.DOLLAR), tokens.addresses());
        assertEquals(Code.NOT_FOUND, refused(() -> book.addToken(BOB)));
    }
}
