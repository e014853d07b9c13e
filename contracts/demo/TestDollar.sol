// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Play money for a local chain. Anybody may mint any amount, so it is worth nothing, anywhere.
/// @notice Six decimals, EIP-2612 permits and EIP-3009 authorizations, as the dollars that people pay with have them.
contract TestDollar is ERC20 {
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant TRANSFER = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant RECEIVE = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");

    struct Authorization {
        address from;
        address to;
        uint256 value;
        uint256 validAfter;
        uint256 validBefore;
        bytes32 nonce;
    }

    /// @notice Next permit nonce of the owner (EIP-2612).
    mapping(address owner => uint256) public nonces;
    /// @notice Whether the authorization was used or cancelled (EIP-3009).
    mapping(address authorizer => mapping(bytes32 nonce => bool)) public authorizationState;

    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);
    event AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce);

    error Expired(uint256 time, uint256 deadline);
    error NotYetValid(uint256 time, uint256 validAfter);
    error AuthorizationSpent(address authorizer, bytes32 nonce);
    error OnlyPayee(address caller, address payee);
    error BadSignature(address signer, bytes32 digest);

    constructor() ERC20("Play Dollar (no value)", "PLAY") {}

    /// @notice Makes money out of nothing.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        if (block.timestamp > deadline) revert Expired(block.timestamp, deadline);
        _check(owner, keccak256(abi.encode(PERMIT, owner, spender, value, nonces[owner]++, deadline)), v, r, s);
        _approve(owner, spender, value);
    }

    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        _move(TRANSFER, Authorization(from, to, value, validAfter, validBefore, nonce), v, r, s);
    }

    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        if (msg.sender != to) revert OnlyPayee(msg.sender, to);
        _move(RECEIVE, Authorization(from, to, value, validAfter, validBefore, nonce), v, r, s);
    }

    function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s) external {
        _check(authorizer, keccak256(abi.encode(CANCEL, authorizer, nonce)), v, r, s);
        _spend(authorizer, nonce);
        emit AuthorizationCanceled(authorizer, nonce);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice Version of the signing domain.
    function version() external pure returns (string memory) {
        return "1";
    }

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, keccak256(bytes(name())), keccak256("1"), block.chainid, address(this)));
    }

    /// @notice The signing domain, by EIP-5267.
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        return (0x0f, name(), "1", block.chainid, address(this), 0, new uint256[](0));
    }

    function _move(bytes32 kind, Authorization memory a, uint8 v, bytes32 r, bytes32 s) private {
        if (block.timestamp <= a.validAfter) revert NotYetValid(block.timestamp, a.validAfter);
        if (block.timestamp >= a.validBefore) revert Expired(block.timestamp, a.validBefore);
        _check(a.from, keccak256(abi.encode(kind, a)), v, r, s);
        _spend(a.from, a.nonce);
        emit AuthorizationUsed(a.from, a.nonce);
        _transfer(a.from, a.to, a.value);
    }

    function _spend(address authorizer, bytes32 nonce) private {
        if (authorizationState[authorizer][nonce]) revert AuthorizationSpent(authorizer, nonce);
        authorizationState[authorizer][nonce] = true;
    }

    function _check(address signer, bytes32 structHash, uint8 v, bytes32 r, bytes32 s) private view {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), structHash));
        (address recovered, ECDSA.RecoverError flaw,) = ECDSA.tryRecover(digest, v, r, s);
        if (flaw != ECDSA.RecoverError.NoError || recovered != signer) revert BadSignature(signer, digest);
    }
}
