package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.contracts.Deployment;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.BareChain;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.cli.PeerCommand;
import org.pluspeer.node.deploy.Deploy;
import org.pluspeer.node.deploy.DeployDesk;
import org.pluspeer.node.deploy.DeployRecord;
import org.pluspeer.node.deploy.Plan;
import org.pluspeer.node.journal.NodeLock;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;

/** {@code peer contracts deploy} and {@code check} on chains that have nothing yet. */
@Timeout(600)
class DeployIT {
    private static final long LOCAL = 31337;
    /** The number of a public test network, which makes the chain one that is not to play on. */
    private static final long PUBLIC = 84532;

    private static final String PASSPHRASE = "a passphrase that nobody guesses";
    private static final Amount RICH = Amount.parseDecimal("100", 18);

    @TempDir
    Path root;

    private Path passphraseFile;
    private Address account;

    @BeforeEach
    void makeAWallet() throws IOException {
        passphraseFile = Files.writeString(root.resolve("passphrase"), PASSPHRASE + "\n");
        DataDirectory directory = new DataDirectory(root.resolve("data")).create();
        try (Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray());
                Mnemonic words = new WalletFile(directory.walletFile(), new SecureRandom())
                        .create(passphrase, Keystore.Cost.LIGHT);
                KeyRing ring = KeyRing.of(words)) {
            account = ring.signer().address();
        }
    }

    @Test
    void putsTheProxyAndEveryContractOnGanache() {
        try (BareChain chain = BareChain.ganache(LOCAL);
                ChainClient client = chain.client()) {
            chain.give(account, RICH);
            assertStates(4, "missing", ran(chain, "check"));
            JsonNode record = done(deploy(chain));

            assertEquals(LOCAL, record.path("chainId").asLong());
            assertAllThere(client, record, true);
            assertStates(0, "ours", ran(chain, "check"));
            assertEquals(record, written(LOCAL));
            record.path("contracts")
                    .forEach(entry -> assertTrue(entry.path("gasUsed").asLong() > 20_000, entry::toString));
        }
    }

    @Test
    void leavesOnAnvilWhatIsThere() throws IOException {
        try (BareChain chain = BareChain.anvil(LOCAL);
                ChainClient client = chain.client()) {
            chain.give(account, RICH);
            Path out = root.resolve("addresses.json");
            JsonNode record = done(deploy(chain, "--out", out.toString()));
            assertAllThere(client, record, true);
            assertFalse(record.path("contracts").path(0).has("transaction"), "the proxy was there already");
            assertEquals(record, Json.tree(Files.readAllBytes(out)));

            long nonce = client.nonce(account, true);
            assertEquals(Deployments.SUITE.size() + 1, nonce, "one transaction each, and the play dollar's");
            assertEquals(record, done(deploy(chain, "--out", out.toString())));
            assertEquals(nonce, client.nonce(account, true), "nothing was sent again");
        }
    }

    @Test
    void paysFromAKeyFileThatAnotherProgramWrote() throws IOException {
        try (BareChain chain = BareChain.anvil(PUBLIC);
                ChainClient client = chain.client()) {
            JsonNode file = keyFileOfEthers();
            Path keystore = Files.write(root.resolve("key.json"), Json.write(file.path("json")));
            Path secret = Files.writeString(
                    root.resolve("key.passphrase"), file.path("password").asText());
            Address payer = Address.parse(file.path("address").asText());
            chain.give(payer, RICH);
            String[] options = {"--unaudited", "--keystore", keystore.toString(), "--passphrase-file", secret.toString()
            };
            assertAllThere(client, done(deploy(chain, options)), false);
            assertEquals(Deployments.SUITE.size(), client.nonce(payer, true));
            assertEquals(0, client.code(Address.parse(Deployments.TEST_DOLLAR.address())).length);
        }
    }

    @Test
    void goesOnWhereItWasCutOff() throws IOException {
        try (BareChain chain = BareChain.anvil(LOCAL);
                ChainClient client = chain.client();
                Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray())) {
            chain.give(account, RICH);
            AnvilRpc anvil = new AnvilRpc(chain.url());
            anvil.ask("evm_setAutomine", "[false]");
            DataDirectory directory = new DataDirectory(root.resolve("data"));
            Path file = root.resolve("record.json");
            try (DeployDesk desk = DeployDesk.ofWallet(directory, passphrase, LOCAL)) {
                Deploy deploy = new Deploy(client, Deployments.SUITE, DeployRecord.open(file, LOCAL));
                Plan plan = deploy.plan(account);
                assertEquals(Code.TIMEOUT, code(() -> deploy.carryOut(plan, desk.signing(), impatient())));
            }
            assertEquals(1, client.nonce(account, true), "the first one waits for a block");
            anvil.ask("evm_setAutomine", "[true]");
            anvil.ask("evm_mine", "[]");
            try (DeployDesk desk = DeployDesk.ofWallet(directory, passphrase, LOCAL)) {
                Deploy deploy = new Deploy(client, Deployments.SUITE, DeployRecord.open(file, LOCAL));
                deploy.carryOut(deploy.plan(account), desk.signing(), patient());
                assertTrue(deploy.plan(account).isDone());
            }
            assertEquals(Deployments.SUITE.size(), client.nonce(account, true), "no transaction was sent twice");
        }
    }

    @Test
    void waitsForATransactionOfAnEarlierRunAndSendsNoSecond() throws IOException {
        try (BareChain chain = BareChain.anvil(LOCAL);
                ChainClient client = chain.client();
                Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray());
                DeployDesk desk = DeployDesk.ofWallet(new DataDirectory(root.resolve("data")), passphrase, LOCAL)) {
            chain.give(account, RICH);
            new AnvilRpc(chain.url()).ask("evm_setAutomine", "[false]");
            Deploy deploy = new Deploy(client, Deployments.SUITE, DeployRecord.open(root.resolve("r.json"), LOCAL));
            Plan plan = deploy.plan(account);
            assertEquals(Code.TIMEOUT, code(() -> deploy.carryOut(plan, desk.signing(), impatient())));
            assertEquals(Code.TIMEOUT, code(() -> deploy.carryOut(plan, desk.signing(), impatient())));
            assertEquals(1, client.nonce(account, true));
        }
    }

    @Test
    void refusesAStrangersCodeAndSoDoesANode() throws IOException {
        try (BareChain chain = BareChain.anvil(LOCAL);
                ChainClient client = chain.client()) {
            chain.give(account, RICH);
            done(deploy(chain));
            for (Deployment contract : Deployments.SUITE) {
                AnvilRpc anvil = new AnvilRpc(chain.url());
                String honest = anvil.ask("eth_getCode", "[\"" + contract.address() + "\", \"latest\"]");
                anvil.ask("anvil_setCode", "[\"" + contract.address() + "\", \"" + honest + "00\"]");
                long nonce = client.nonce(account, true);

                refused(6, "contract_mismatch", deploy(chain));
                assertEquals(6, ran(chain, "check").exit(), contract.name());
                assertEquals(
                        Code.CONTRACT_MISMATCH,
                        code(() -> TestNode.start(TestNode.Setting.honest(root.resolve("node"), chain.url()))),
                        contract.name());
                assertEquals(nonce, client.nonce(account, true), "nothing was sent");
                anvil.ask("anvil_setCode", "[\"" + contract.address() + "\", \"" + honest + "\"]");
            }
        }
    }

    @Test
    void aNodeNeedsTheExchangeAndSaysWhichOthersAreMissing() throws IOException {
        try (BareChain chain = BareChain.anvil(LOCAL)) {
            chain.give(account, RICH);
            done(deploy(chain));
            AnvilRpc anvil = new AnvilRpc(chain.url());
            TestNode.Setting setting = TestNode.Setting.honest(root.resolve("node"), chain.url());
            for (Deployment other : Deployments.SUITE) {
                if (!other.equals(Deployments.FAIR_EXCHANGE)) {
                    anvil.ask("anvil_setCode", "[\"" + other.address() + "\", \"0x\"]");
                }
            }
            try (TestNode node = TestNode.start(setting)) {
                for (JsonNode contract : node.get("/status").path("chain").path("contracts")) {
                    boolean exchange = contract.path("name").asText().equals(Deployments.FAIR_EXCHANGE.name());
                    assertEquals(
                            exchange ? "ours" : "missing",
                            contract.path("state").asText(),
                            contract::toString);
                }
            }
            anvil.ask("anvil_setCode", "[\"" + Deployments.FAIR_EXCHANGE.address() + "\", \"0x\"]");
            assertEquals(Code.CONTRACT_MISMATCH, code(() -> TestNode.start(setting)));
        }
    }

    @Test
    void asksBeforeRealMoneyAndBeforeAnyMoney() throws IOException {
        try (BareChain chain = BareChain.anvil(PUBLIC);
                ChainClient client = chain.client()) {
            refused(3, "refused_by_policy", deploy(chain));
            refused(3, "insufficient_funds", deploy(chain, "--unaudited"));
            chain.give(account, RICH);
            refused(
                    3,
                    "refused_by_policy",
                    run(with(command(chain, "deploy"), "--unaudited", "--passphrase-file", passphraseFile.toString())));
            Path wrong = Files.writeString(root.resolve("wrong"), "another passphrase");
            refused(
                    5,
                    "wrong_passphrase",
                    run(with(command(chain, "deploy"), "--unaudited", "--yes", "--passphrase-file", wrong.toString())));
            Path record = Files.writeString(root.resolve("record.json"), "{\"chainId\": 1, \"contracts\": []}");
            refused(1, "conflict", deploy(chain, "--unaudited", "--out", record.toString()));
            assertEquals("{\"chainId\": 1, \"contracts\": []}", Files.readString(record));
            try (NodeLock _ = NodeLock.acquire(root.resolve("data"))) {
                refused(1, "already_running", deploy(chain, "--unaudited"));
            }
            refused(6, "chain_mismatch", deploy(chain, "--unaudited", "--chain-id", "1"));
            assertEquals(0, client.nonce(account, true), "nothing was sent");
        }
        refused(6, "chain_unavailable", run(List.of("contracts", "check", "--rpc", "http://127.0.0.1:1", "--json")));
        refused(2, "bad_request", run(List.of("contracts", "check", "--rpc", "ftp://example", "--json")));
        assertEquals(2, run(List.of("contracts", "check", "--json")).exit());
    }

    private static Patience impatient() {
        return new Patience(Duration.ofMillis(5), 20);
    }

    private static Patience patient() {
        return new Patience(Duration.ofMillis(50), 600);
    }

    private static void assertAllThere(ChainClient client, JsonNode record, boolean dollar) {
        List<Deployment> wanted = new ArrayList<>(Deployments.SUITE);
        if (dollar) {
            wanted.add(Deployments.TEST_DOLLAR);
        }
        assertEquals(wanted.size() + 1, record.path("contracts").size());
        for (Deployment contract : wanted) {
            Address address = Address.parse(contract.address());
            assertTrue(contract.isCode(org.pluspeer.wallet.eth.Bytes.hex(client.code(address))), contract.name());
            JsonNode entry = Stream.iterate(0, i -> i + 1)
                    .limit(record.path("contracts").size())
                    .map(i -> record.path("contracts").path(i))
                    .filter(it -> it.path("name").asText().equals(contract.name()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(address, Address.parse(entry.path("address").asText()));
            assertEquals("ours", entry.path("state").asText());
        }
    }

    private static void assertStates(int exit, String state, Ran ran) {
        assertEquals(exit, ran.exit(), ran::toString);
        for (JsonNode contract : ran.document().path("contracts")) {
            assertEquals(state, contract.path("state").asText(), ran::toString);
        }
        assertEquals(
                Deployments.SUITE.size() + 1, ran.document().path("contracts").size());
    }

    private JsonNode written(long chainId) {
        return Json.tree(DataDirectory.read(root.resolve("data/contracts/" + chainId + ".json"))
                .orElseThrow());
    }

    private static JsonNode keyFileOfEthers() {
        Path vectors = org.pluspeer.node.chain.Checkout.root().resolve("docs/vectors/accounts.json");
        return Json.tree(DataDirectory.read(vectors).orElseThrow())
                .path("keystores")
                .path(0);
    }

    private record Ran(int exit, String out, String err) {
        JsonNode document() {
            return Json.tree(out.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Ran deploy(BareChain chain, String... more) {
        List<String> arguments = with(command(chain, "deploy"), "--yes");
        if (!List.of(more).contains("--keystore")) {
            arguments.addAll(List.of("--passphrase-file", passphraseFile.toString()));
        }
        return run(with(arguments, more));
    }

    private Ran ran(BareChain chain, String verb) {
        return run(command(chain, verb));
    }

    private List<String> command(BareChain chain, String verb) {
        return List.of(
                "contracts",
                verb,
                "--rpc",
                chain.url().toString(),
                "--json",
                "--data-dir",
                root.resolve("data").toString());
    }

    private static List<String> with(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static JsonNode done(Ran ran) {
        assertEquals(0, ran.exit(), ran::toString);
        return ran.document();
    }

    private static void refused(int exit, String code, Ran ran) {
        assertEquals(code, ran.document().path("code").asText(), ran::toString);
        assertEquals(exit, ran.exit(), ran::toString);
    }

    private static Code code(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(ProblemException.class, action).problem().code();
    }

    /** In this process, as the launcher would call it. */
    private static Ran run(List<String> arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int exit = PeerCommand.execute(arguments.toArray(String[]::new));
            return new Ran(exit, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
