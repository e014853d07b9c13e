package org.pluspeer.contracts.generated;

import io.reactivex.Flowable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.annotation.processing.Generated;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint96;
import org.web3j.abi.datatypes.reflection.Parameterized;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.RemoteCall;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.BaseEventResponse;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tuples.generated.Tuple2;
import org.web3j.tx.Contract;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;

/**
 * <p>Auto generated code.
 * <p><strong>Do not modify!</strong>
 * <p>Please use the <a href="https://docs.web3j.io/command_line.html">web3j command line tools</a>,
 * or the org.web3j.codegen.SolidityFunctionWrapperGenerator in the
 * <a href="https://github.com/LFDT-web3j/web3j/tree/main/codegen">codegen module</a> to update.
 *
 * <p>Generated with web3j version 5.0.2.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
@Generated("org.web3j.codegen.SolidityFunctionWrapperGenerator")
public class Unions extends Contract {
    public static final String BINARY = "6080604052348015600f57600080fd5b5061294f8061001f6000396000f3fe6080604052600436106100d25760003560e01c806375b034551161007f57806397d4df671161005957806397d4df6714610290578063b12460d7146102a3578063da87379a146102c3578063f698da25146102e357600080fd5b806375b034551461021b57806376ed578c1461023b57806396dcdbf01461025b57600080fd5b80633253c9f9116100b05780633253c9f9146101735780635c87b0d61461019357806369328dec146101f957600080fd5b8063159acbd4146100d7578063160c79631461010a578063320a734d1461012a575b600080fd5b3480156100e357600080fd5b506100f76100f23660046120a1565b610398565b6040519081526020015b60405180910390f35b34801561011657600080fd5b506100f761012536600461211b565b6105af565b34801561013657600080fd5b5061014a61014536600461213e565b6105e1565b604080516fffffffffffffffffffffffffffffffff938416815292909116602083015201610101565b34801561017f57600080fd5b506100f761018e366004612182565b61061f565b34801561019f57600080fd5b506100f76101ae36600461219e565b600083815260016020818152604080842073ffffffffffffffffffffffffffffffffffffffff87168552825280842067ffffffffffffffff8616855290920190529020549392505050565b34801561020557600080fd5b506102196102143660046121da565b61064f565b005b34801561022757600080fd5b506100f761023636600461220d565b61086a565b34801561024757600080fd5b506100f7610256366004612226565b610889565b34801561026757600080fd5b506100f7610276366004612282565b600060208181529281526040808220909352908152205481565b61021961029e3660046122ac565b610a93565b3480156102af57600080fd5b506102196102be3660046122e2565b610c7b565b3480156102cf57600080fd5b506102196102de366004612389565b6110c4565b3480156102ef57600080fd5b506100f7604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527fc58c00ff8a91386a24ea97ca1b1f6147b055b39ee309d621070038a1729902b9918101919091527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260009060c00160405160208183030381529060405280519060200120905090565b60006103a6868585856111fd565b60006103b1876105af565b600081815260016020818152604080842073ffffffffffffffffffffffffffffffffffffffff8c168552825280842080548b5167ffffffffffffffff16865293810183529381902054918c0151908a01519495509293919290916fffffffffffffffffffffffffffffffff8416608085901c9081039284926bffffffffffffffffffffffff918216929116028161044a5761044a6123cb565b040395508086111561045a578095505b856000036104cb5788516040517fad5c6cf00000000000000000000000000000000000000000000000000000000081526004810187905273ffffffffffffffffffffffffffffffffffffffff8c16602482015267ffffffffffffffff90911660448201526064015b60405180910390fd5b50875167ffffffffffffffff166000908152600184016020908152604080832084890190558488018655818b015173ffffffffffffffffffffffffffffffffffffffff9081168452838352818420908d16845290915281208054879290610533908490612429565b909155505060208089015189516040805167ffffffffffffffff909216825292810188905273ffffffffffffffffffffffffffffffffffffffff91821692918c169187917f9e9bb23e6eb342599128b53f1138f6f2f06c43acc14bccee59386b6cdb255e44910160405180910390a45050505095945050505050565b60608101516000908190156105c55760016105c8565b60035b90508060fe1b60a0842060021b60021c17915050919050565b600082815260016020908152604080832073ffffffffffffffffffffffffffffffffffffffff85168452909152902054608081901c905b9250929050565b600081604051602001610632919061248d565b604051602081830303815290604052805190602001209050919050565b81600003610689576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b73ffffffffffffffffffffffffffffffffffffffff811615806106c1575073ffffffffffffffffffffffffffffffffffffffff811630145b15610710576040517f4164d5b200000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff821660048201526024016104c2565b3360009081526020818152604080832073ffffffffffffffffffffffffffffffffffffffff87168452909152902054828110156107a5576040517fff64193c00000000000000000000000000000000000000000000000000000000815233600482015273ffffffffffffffffffffffffffffffffffffffff8516602482015260448101829052606481018490526084016104c2565b3360008181526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8981168086529184529382902088870390558151888152938716928401929092529092917f889d364b5102aee044ff370e2e6a836584e5618a16dce4f5b191459cf3903e58910160405180910390a373ffffffffffffffffffffffffffffffffffffffff84166108435761083e828461147f565b610864565b61086473ffffffffffffffffffffffffffffffffffffffff851683856114e3565b50505050565b600081815260026020526040812054908190036108845750805b919050565b6000807fd5f322460c9b29db463f6273e77a7efdcad950f6f50ee21d8bce43164b94eae386606087013587356108c560408a0160208b0161249b565b6108d560608b0160408c016124b6565b6108e260208b018b61249b565b6108f260408c0160208d016124d1565b60408051602081019990995288810197909752606088019590955260808701939093526bffffffffffffffffffffffff91821660a087015267ffffffffffffffff90811660c0870152911660e085015273ffffffffffffffffffffffffffffffffffffffff90911661010084015290860135610120830152841661014082015261016001604051602081830303815290604052805190602001209050610a36604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527fc58c00ff8a91386a24ea97ca1b1f6147b055b39ee309d621070038a1729902b9918101919091527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260009060c00160405160208183030381529060405280519060200120905090565b6040517f19010000000000000000000000000000000000000000000000000000000000006020820152602281019190915260428101829052606201604051602081830303815290604052805190602001209150505b949350505050565b610a9c83611564565b80600003610ad6576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b600073ffffffffffffffffffffffffffffffffffffffff831615610afb576000610afd565b815b9050803414610b41576040517f195a3ca1000000000000000000000000000000000000000000000000000000008152346004820152602481018290526044016104c2565b73ffffffffffffffffffffffffffffffffffffffff831615610b6757610b6783836115a8565b6000610b728561086a565b600081815260016020908152604080832073ffffffffffffffffffffffffffffffffffffffff89168452909152812080549293509190610bc6608083901c6fffffffffffffffffffffffffffffffff6124ec565b905080861115610c0c576040517f6073b21f00000000000000000000000000000000000000000000000000000000815260048101879052602481018290526044016104c2565b610c1a608087901b83612429565b8355604080513381526020810188905273ffffffffffffffffffffffffffffffffffffffff89169186918b917fbfbed5b4c2aa51ea27300b765e087748357846c22a73c5f534f829472ef58bbf910160405180910390a45050505050505050565b610c8d610240860161022087016124b6565b67ffffffffffffffff16421115610cf65742610cb1610240870161022088016124b6565b6040517f388b0173000000000000000000000000000000000000000000000000000000008152600481019290925267ffffffffffffffff1660248201526044016104c2565b6000610d0186611822565b90506000610d1b6101253689900389016101208a0161211b565b90506000610d4088356101208a016101c08b016102566102408d016102208e016124b6565b90506000610d556101008a0160e08b016124d1565b73ffffffffffffffffffffffffffffffffffffffff1614610d9157610d8c610d846101008a0160e08b016124d1565b828989611a8b565b610dd3565b8515610dd3576040517fc73ff78800000000000000000000000000000000000000000000000000000000815260006004820152602481018290526044016104c2565b60008060005b86811015610fbb5736888883818110610df457610df46124ff565b9050602002810190610e06919061252e565b90508067ffffffffffffffff8416610e2160208301836124b6565b67ffffffffffffffff161015610e8557610e3e60208201826124b6565b6040517fcd2c066e00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff918216600482015290851660248201526044016104c2565b610ebd8d602001803603810190610e9c919061211b565b610eab3684900384018461256c565b610eb86060860186612588565b6111fd565b610ee3610ed060408301602084016124d1565b87610ede60808601866125f0565b611a8b565b610ef060208201826124b6565b610efb906001612655565b9350610f0d606082016040830161249b565b610f25906bffffffffffffffffffffffff1686612429565b9450610f3760408201602083016124d1565b73ffffffffffffffffffffffffffffffffffffffff16877fe5d08fdebe8319189ab34e20805ee355b2ca126c57851496d24fd2e922f620d1610f7c60208501856124b6565b610f8c606086016040870161249b565b610f9960808801886125f0565b604051610fa994939291906126a0565b60405180910390a35050600101610dd9565b50610fcc60e08b0160c08c0161249b565b6bffffffffffffffffffffffff1682101561103b5781610ff260e08c0160c08d0161249b565b6040517ff12e84b300000000000000000000000000000000000000000000000000000000815260048101929092526bffffffffffffffffffffffff1660248201526044016104c2565b83600260008c6000013581526020019081526020016000208190555083858b600001357f486c030dd53f3b465b0b05d9fa42c04703b3e9d11e3b54e46505b5420c8e68dc8d610120018e6101c0018f61022001602081019061109d91906124b6565b8f8f6040516110b0959493929190612735565b60405180910390a450505050505050505050565b60005b818110156111f857368383838181106110e2576110e26124ff565b90506020028101906110f49190612782565b90503063159acbd48261110d60c0820160a083016124d1565b60c0850161111f610120870187612588565b6040518663ffffffff1660e01b815260040161113f9594939291906127b6565b6020604051808303816000875af192505050801561117a575060408051601f3d908101601f1916820190925261117791810190612898565b60015b6111ed573d8080156111a8576040519150601f19603f3d011682016040523d82523d6000602084013e6111ad565b606091505b507f3c9fe7f13c061e57a9cf52d8fb10e81f270320539319daa591a0352a7eb44be683826040516111df9291906128b1565b60405180910390a1506111ef565b505b506001016110c7565b505050565b8251604085015167ffffffffffffffff8082169083161061125e576040517f090e551f00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff8084166004830152821660248201526044016104c2565b604085015160208701516bffffffffffffffffffffffff8216158061129e5750806bffffffffffffffffffffffff16826bffffffffffffffffffffffff16115b156112ed576040517f8d38b0bd0000000000000000000000000000000000000000000000000000000081526bffffffffffffffffffffffff8084166004830152821660248201526044016104c2565b6001851b67ffffffffffffffff841681108061131757508367ffffffffffffffff16600182901c10155b15611361576040517fe8ecdd7e0000000000000000000000000000000000000000000000000000000081526004810187905267ffffffffffffffff851660248201526044016104c2565b6000611429868a60200151866040516020016114019392919060c09390931b7fffffffffffffffff00000000000000000000000000000000000000000000000016835260609190911b7fffffffffffffffffffffffffffffffffffffffff00000000000000000000000016600883015260a01b7fffffffffffffffffffffffff000000000000000000000000000000000000000016601c82015260280190565b604051602081830303815290604052805190602001208767ffffffffffffffff168a8a611aec565b8a5190915081146114735789516040517fd9ad6b980000000000000000000000000000000000000000000000000000000081526104c2918391600401918252602082015260400190565b50505050505050505050565b600080600080600085875af19050806111f8576040517f53a0add100000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff84166004820152602481018390526044016104c2565b60405173ffffffffffffffffffffffffffffffffffffffff8381166024830152604482018390526111f891859182169063a9059cbb906064015b604051602081830303815290604052915060e01b6020820180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff8381831617835250505050611b33565b60fe81901c6003146115a5576040517f85ca7e8c000000000000000000000000000000000000000000000000000000008152600481018290526024016104c2565b50565b8173ffffffffffffffffffffffffffffffffffffffff163b600003611611576040517ff0ae59ab00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff831660048201526024016104c2565b60026003540361164d576040517f3ef3337500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b60026003556040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015260009073ffffffffffffffffffffffffffffffffffffffff8416906370a0823190602401602060405180830381865afa1580156116bf573d6000803e3d6000fd5b505050506040513d601f19601f820116820180604052508101906116e39190612898565b905061170773ffffffffffffffffffffffffffffffffffffffff8416333085611bd7565b6040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015260009073ffffffffffffffffffffffffffffffffffffffff8516906370a0823190602401602060405180830381865afa158015611774573d6000803e3d6000fd5b505050506040513d601f19601f820116820180604052508101906117989190612898565b905060008282106117b2576117ad83836124ec565b6117b5565b60005b9050838114611816576040517f7e7668df00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8616600482015260248101829052604481018590526064016104c2565b50506001600355505050565b600061182e8235611564565b6118436101253684900384016020850161211b565b90506000611851833561086a565b905080821461189d576040517f6e1c11010000000000000000000000000000000000000000000000000000000081528335600482015260248101839052604481018290526064016104c2565b6118ae60c0840160a0850135611c1d565b60006118c1610100850160e086016124d1565b73ffffffffffffffffffffffffffffffffffffffff161480156118ff57506118ef60e0840160c0850161249b565b6bffffffffffffffffffffffff16155b15611939576040517f4a58aa95000000000000000000000000000000000000000000000000000000008152833560048201526024016104c2565b6101808301358214611985576040517fdec384600000000000000000000000000000000000000000000000000000000081526101808401356004820152602481018390526044016104c2565b6119986101c084016101a0850135611c1d565b600080806119ae6101608701610140880161249b565b6119c0610180880161016089016124b6565b6119d26101e089016101c08a0161249b565b925092509250826bffffffffffffffffffffffff16600014806119fd575067ffffffffffffffff8216155b80611a235750826bffffffffffffffffffffffff16816bffffffffffffffffffffffff16115b15611a82576040517f2d41de0e0000000000000000000000000000000000000000000000000000000081526bffffffffffffffffffffffff808516600483015267ffffffffffffffff84166024830152821660448201526064016104c2565b50505050919050565b611a9784848484611c6d565b610864576040517fc73ff78800000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff85166004820152602481018490526044016104c2565b60008160051b83018460051b9450835b81811015611b2857602086811697885281359781189790975260406000209660019690961c9501611afc565b509495945050505050565b600080602060008451602086016000885af180611b56576040513d6000823e3d81fd5b50506000513d91508115611b6e578060011415611b88565b73ffffffffffffffffffffffffffffffffffffffff84163b155b15610864576040517f5274afe700000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff851660048201526024016104c2565b60405173ffffffffffffffffffffffffffffffffffffffff84811660248301528381166044830152606482018390526108649186918216906323b872dd9060840161151d565b6000611c288361061f565b90508181146111f8576040517fdc9266a000000000000000000000000000000000000000000000000000000000815260048101829052602481018390526044016104c2565b6000611c7b85858585611c96565b80611c8d5750611c8d85858585611d27565b95945050505050565b600060418214611ca857506000610a8b565b823560208401356040850135600090811a9080611cc789848787611def565b5090925090506000816003811115611ce157611ce1612906565b148015611d1957508973ffffffffffffffffffffffffffffffffffffffff168273ffffffffffffffffffffffffffffffffffffffff16145b9a9950505050505050505050565b600080848484604051602401611d3f93929190612935565b60408051601f19818403018152919052602080820180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff167f1626ba7e0000000000000000000000000000000000000000000000000000000017815282519293506000928392918391908b5afa600051601f3d1190911692509050818015611de357507f1626ba7e0000000000000000000000000000000000000000000000000000000081145b98975050505050505050565b600080807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115611e2a5750600091506003905082611ec1565b604080516000808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015611e7e573d6000803e3d6000fd5b5050604051601f19015191505073ffffffffffffffffffffffffffffffffffffffff8116611eb757506000925060019150829050611ec1565b9250600091508190505b9450945094915050565b80356bffffffffffffffffffffffff8116811461088457600080fd5b803567ffffffffffffffff8116811461088457600080fd5b600060a08284031215611f1157600080fd5b60405160a0810167ffffffffffffffff81118282101715611f5b577f4e487b7100000000000000000000000000000000000000000000000000000000600052604160045260246000fd5b60405282358152905080611f7160208401611ecb565b6020820152611f8260408401611ee7565b604082015260608381013590820152608092830135920191909152919050565b803573ffffffffffffffffffffffffffffffffffffffff8116811461088457600080fd5b600060608284031215611fd857600080fd5b6040516060810167ffffffffffffffff81118282101715612022577f4e487b7100000000000000000000000000000000000000000000000000000000600052604160045260246000fd5b60405290508061203183611ee7565b815261203f60208401611fa2565b602082015261205060408401611ecb565b60408201525092915050565b60008083601f84011261206e57600080fd5b50813567ffffffffffffffff81111561208657600080fd5b6020830191508360208260051b850101111561061857600080fd5b600080600080600061014086880312156120ba57600080fd5b6120c48787611eff565b94506120d260a08701611fa2565b93506120e18760c08801611fc6565b925061012086013567ffffffffffffffff8111156120fe57600080fd5b61210a8882890161205c565b969995985093965092949392505050565b600060a0828403121561212d57600080fd5b6121378383611eff565b9392505050565b6000806040838503121561215157600080fd5b8235915061216160208401611fa2565b90509250929050565b60006060828403121561217c57600080fd5b50919050565b60006060828403121561219457600080fd5b612137838361216a565b6000806000606084860312156121b357600080fd5b833592506121c360208501611fa2565b91506121d160408501611ee7565b90509250925092565b6000806000606084860312156121ef57600080fd5b6121f884611fa2565b9250602084013591506121d160408501611fa2565b60006020828403121561221f57600080fd5b5035919050565b60008060008084860361014081121561223e57600080fd5b8535945060a0601f198201121561225457600080fd5b506020850192506122688660c0870161216a565b91506122776101208601611ee7565b905092959194509250565b6000806040838503121561229557600080fd5b61229e83611fa2565b915061216160208401611fa2565b6000806000606084860312156122c157600080fd5b833592506122d160208501611fa2565b929592945050506040919091013590565b60008060008060008587036102808112156122fc57600080fd5b61024081121561230b57600080fd5b5085945061024086013567ffffffffffffffff81111561232a57600080fd5b8601601f8101881361233b57600080fd5b803567ffffffffffffffff81111561235257600080fd5b88602082840101111561236457600080fd5b6020919091019450925061026086013567ffffffffffffffff8111156120fe57600080fd5b6000806020838503121561239c57600080fd5b823567ffffffffffffffff8111156123b357600080fd5b6123bf8582860161205c565b90969095509350505050565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052601260045260246000fd5b7f4e487b7100000000000000000000000000000000000000000000000000000000600052601160045260246000fd5b8082018082111561243c5761243c6123fa565b92915050565b6bffffffffffffffffffffffff61245882611ecb565b16825273ffffffffffffffffffffffffffffffffffffffff61247c60208301611fa2565b166020830152604090810135910152565b6060810161243c8284612442565b6000602082840312156124ad57600080fd5b61213782611ecb565b6000602082840312156124c857600080fd5b61213782611ee7565b6000602082840312156124e357600080fd5b61213782611fa2565b8181038181111561243c5761243c6123fa565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052603260045260246000fd5b600082357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff6183360301811261256257600080fd5b9190910192915050565b60006060828403121561257e57600080fd5b6121378383611fc6565b60008083357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe18436030181126125bd57600080fd5b83018035915067ffffffffffffffff8211156125d857600080fd5b6020019150600581901b360382131561061857600080fd5b60008083357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe184360301811261262557600080fd5b83018035915067ffffffffffffffff82111561264057600080fd5b60200191503681900382131561061857600080fd5b67ffffffffffffffff818116838216019081111561243c5761243c6123fa565b818352818160208501375060006020828401015260006020601f19601f840116840101905092915050565b67ffffffffffffffff851681526bffffffffffffffffffffffff841660208201526060604082015260006126d8606083018486612675565b9695505050505050565b803582526bffffffffffffffffffffffff6126ff60208301611ecb565b16602083015267ffffffffffffffff61271a60408301611ee7565b16604083015260608181013590830152608090810135910152565b61273f81876126e2565b61274c60a0820186612442565b67ffffffffffffffff8416610100820152610140610120820152600061277761014083018486612675565b979650505050505050565b600082357ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec183360301811261256257600080fd5b6127c081876126e2565b73ffffffffffffffffffffffffffffffffffffffff851660a082015267ffffffffffffffff6127ee85611ee7565b1660c082015273ffffffffffffffffffffffffffffffffffffffff61281560208601611fa2565b1660e08201526bffffffffffffffffffffffff61283460408601611ecb565b166101008201526101406101208201528161014082015260007f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff83111561287a57600080fd5b8260051b808561016085013791909101610160019695505050505050565b6000602082840312156128aa57600080fd5b5051919050565b828152604060208201526000825180604084015260005b818110156128e557602081860181015160608684010152016128c8565b506000606082850101526060601f19601f8301168401019150509392505050565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052602160045260246000fd5b838152604060208201526000611c8d60408301848661267556";

    private static String librariesLinkedBinary;

    public static final String FUNC_ACCOUNTOF = "accountOf";

    public static final String FUNC_CHANGE = "change";

    public static final String FUNC_CHANGEDIGEST = "changeDigest";

    public static final String FUNC_CLAIM = "claim";

    public static final String FUNC_CLAIMMANY = "claimMany";

    public static final String FUNC_CLAIMEDOF = "claimedOf";

    public static final String FUNC_CURRENT = "current";

    public static final String FUNC_DOMAINSEPARATOR = "domainSeparator";

    public static final String FUNC_IDOF = "idOf";

    public static final String FUNC_LEDGER = "ledger";

    public static final String FUNC_PAY = "pay";

    public static final String FUNC_RULEHASH = "ruleHash";

    public static final String FUNC_WITHDRAW = "withdraw";

    public static final CustomError BADMEMBERSHIP_ERROR = new CustomError("BadMembership",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint96>() {}, new TypeReference<Uint64>() {}, new TypeReference<Uint96>() {}));
    ;

    public static final CustomError BADRECEIVER_ERROR = new CustomError("BadReceiver",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError BADSIGNATURE_ERROR = new CustomError("BadSignature",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError BADWEIGHT_ERROR = new CustomError("BadWeight",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint96>() {}, new TypeReference<Uint96>() {}));
    ;

    public static final CustomError BUSY_ERROR = new CustomError("Busy",
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError FIXED_ERROR = new CustomError("Fixed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError INSUFFICIENT_ERROR = new CustomError("Insufficient",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Address>() {}, new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError NOQUORUM_ERROR = new CustomError("NoQuorum",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint96>() {}));
    ;

    public static final CustomError NOSUCHMEMBER_ERROR = new CustomError("NoSuchMember",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint64>() {}, new TypeReference<Uint64>() {}));
    ;

    public static final CustomError NOTATOKEN_ERROR = new CustomError("NotAToken",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError NOTAUNION_ERROR = new CustomError("NotAUnion",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError NOTCURRENT_ERROR = new CustomError("NotCurrent",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError NOTEXACT_ERROR = new CustomError("NotExact",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError NOTINTREE_ERROR = new CustomError("NotInTree",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError NOTHINGDUE_ERROR = new CustomError("NothingDue",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Address>() {}, new TypeReference<Uint64>() {}));
    ;

    public static final CustomError OUTOFORDER_ERROR = new CustomError("OutOfOrder",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint64>() {}, new TypeReference<Uint64>() {}));
    ;

    public static final CustomError SAFEERC20FAILEDOPERATION_ERROR = new CustomError("SafeERC20FailedOperation",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError SENDFAILED_ERROR = new CustomError("SendFailed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError TOOLATE_ERROR = new CustomError("TooLate",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError TOOMUCH_ERROR = new CustomError("TooMuch",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError WRONGDEPTH_ERROR = new CustomError("WrongDepth",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint64>() {}));
    ;

    public static final CustomError WRONGPREVIOUS_ERROR = new CustomError("WrongPrevious",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError WRONGRULE_ERROR = new CustomError("WrongRule",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError WRONGVALUE_ERROR = new CustomError("WrongValue",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError ZEROAMOUNT_ERROR = new CustomError("ZeroAmount",
            Arrays.<TypeReference<?>>asList());
    ;

    public static final Event CHANGED_EVENT = new Event("Changed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Bytes32>(true) {}, new TypeReference<Bytes32>(true) {}, new TypeReference<Membership>() {}, new TypeReference<Rule>() {}, new TypeReference<Uint64>() {}, new TypeReference<DynamicBytes>() {}));
    ;

    public static final Event CLAIMED_EVENT = new Event("Claimed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint64>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event CONSENTED_EVENT = new Event("Consented",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint64>() {}, new TypeReference<Uint96>() {}, new TypeReference<DynamicBytes>() {}));
    ;

    public static final Event PAID_EVENT = new Event("Paid",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Bytes32>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Address>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event SKIPPED_EVENT = new Event("Skipped",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<DynamicBytes>() {}));
    ;

    public static final Event WITHDRAWN_EVENT = new Event("Withdrawn",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint256>() {}, new TypeReference<Address>() {}));
    ;

    @Deprecated
    protected Unions(String contractAddress, Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    protected Unions(String contractAddress, Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, credentials, contractGasProvider);
    }

    @Deprecated
    protected Unions(String contractAddress, Web3j web3j, TransactionManager transactionManager,
            BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    protected Unions(String contractAddress, Web3j web3j, TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static List<ChangedEventResponse> getChangedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(CHANGED_EVENT, transactionReceipt);
        ArrayList<ChangedEventResponse> responses = new ArrayList<ChangedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            ChangedEventResponse typedResponse = new ChangedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.union = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.from = (byte[]) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.to = (byte[]) eventValues.getIndexedValues().get(2).getValue();
            typedResponse.next = (Membership) eventValues.getNonIndexedValues().get(0);
            typedResponse.nextRule = (Rule) eventValues.getNonIndexedValues().get(1);
            typedResponse.until = (BigInteger) eventValues.getNonIndexedValues().get(2).getValue();
            typedResponse.secretarySignature = (byte[]) eventValues.getNonIndexedValues().get(3).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static ChangedEventResponse getChangedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(CHANGED_EVENT, log);
        ChangedEventResponse typedResponse = new ChangedEventResponse();
        typedResponse.log = log;
        typedResponse.union = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.from = (byte[]) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.to = (byte[]) eventValues.getIndexedValues().get(2).getValue();
        typedResponse.next = (Membership) eventValues.getNonIndexedValues().get(0);
        typedResponse.nextRule = (Rule) eventValues.getNonIndexedValues().get(1);
        typedResponse.until = (BigInteger) eventValues.getNonIndexedValues().get(2).getValue();
        typedResponse.secretarySignature = (byte[]) eventValues.getNonIndexedValues().get(3).getValue();
        return typedResponse;
    }

    public Flowable<ChangedEventResponse> changedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getChangedEventFromLog(log));
    }

    public Flowable<ChangedEventResponse> changedEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(CHANGED_EVENT));
        return changedEventFlowable(filter);
    }

    public static List<ClaimedEventResponse> getClaimedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(CLAIMED_EVENT, transactionReceipt);
        ArrayList<ClaimedEventResponse> responses = new ArrayList<ClaimedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            ClaimedEventResponse typedResponse = new ClaimedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.membership = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.token = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.member = (String) eventValues.getIndexedValues().get(2).getValue();
            typedResponse.index = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static ClaimedEventResponse getClaimedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(CLAIMED_EVENT, log);
        ClaimedEventResponse typedResponse = new ClaimedEventResponse();
        typedResponse.log = log;
        typedResponse.membership = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.token = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.member = (String) eventValues.getIndexedValues().get(2).getValue();
        typedResponse.index = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<ClaimedEventResponse> claimedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getClaimedEventFromLog(log));
    }

    public Flowable<ClaimedEventResponse> claimedEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(CLAIMED_EVENT));
        return claimedEventFlowable(filter);
    }

    public static List<ConsentedEventResponse> getConsentedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(CONSENTED_EVENT, transactionReceipt);
        ArrayList<ConsentedEventResponse> responses = new ArrayList<ConsentedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            ConsentedEventResponse typedResponse = new ConsentedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.to = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.member = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.index = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.weight = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            typedResponse.signature = (byte[]) eventValues.getNonIndexedValues().get(2).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static ConsentedEventResponse getConsentedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(CONSENTED_EVENT, log);
        ConsentedEventResponse typedResponse = new ConsentedEventResponse();
        typedResponse.log = log;
        typedResponse.to = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.member = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.index = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.weight = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        typedResponse.signature = (byte[]) eventValues.getNonIndexedValues().get(2).getValue();
        return typedResponse;
    }

    public Flowable<ConsentedEventResponse> consentedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getConsentedEventFromLog(log));
    }

    public Flowable<ConsentedEventResponse> consentedEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(CONSENTED_EVENT));
        return consentedEventFlowable(filter);
    }

    public static List<PaidEventResponse> getPaidEvents(TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(PAID_EVENT, transactionReceipt);
        ArrayList<PaidEventResponse> responses = new ArrayList<PaidEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            PaidEventResponse typedResponse = new PaidEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.union = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.membership = (byte[]) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.token = (String) eventValues.getIndexedValues().get(2).getValue();
            typedResponse.payer = (String) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static PaidEventResponse getPaidEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(PAID_EVENT, log);
        PaidEventResponse typedResponse = new PaidEventResponse();
        typedResponse.log = log;
        typedResponse.union = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.membership = (byte[]) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.token = (String) eventValues.getIndexedValues().get(2).getValue();
        typedResponse.payer = (String) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<PaidEventResponse> paidEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getPaidEventFromLog(log));
    }

    public Flowable<PaidEventResponse> paidEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(PAID_EVENT));
        return paidEventFlowable(filter);
    }

    public static List<SkippedEventResponse> getSkippedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(SKIPPED_EVENT, transactionReceipt);
        ArrayList<SkippedEventResponse> responses = new ArrayList<SkippedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            SkippedEventResponse typedResponse = new SkippedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.place = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.reason = (byte[]) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static SkippedEventResponse getSkippedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(SKIPPED_EVENT, log);
        SkippedEventResponse typedResponse = new SkippedEventResponse();
        typedResponse.log = log;
        typedResponse.place = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.reason = (byte[]) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<SkippedEventResponse> skippedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getSkippedEventFromLog(log));
    }

    public Flowable<SkippedEventResponse> skippedEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(SKIPPED_EVENT));
        return skippedEventFlowable(filter);
    }

    public static List<WithdrawnEventResponse> getWithdrawnEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(WITHDRAWN_EVENT, transactionReceipt);
        ArrayList<WithdrawnEventResponse> responses = new ArrayList<WithdrawnEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            WithdrawnEventResponse typedResponse = new WithdrawnEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.account = (String) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.token = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.to = (String) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static WithdrawnEventResponse getWithdrawnEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(WITHDRAWN_EVENT, log);
        WithdrawnEventResponse typedResponse = new WithdrawnEventResponse();
        typedResponse.log = log;
        typedResponse.account = (String) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.token = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.to = (String) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<WithdrawnEventResponse> withdrawnEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getWithdrawnEventFromLog(log));
    }

    public Flowable<WithdrawnEventResponse> withdrawnEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(WITHDRAWN_EVENT));
        return withdrawnEventFlowable(filter);
    }

    public RemoteFunctionCall<Tuple2<BigInteger, BigInteger>> accountOf(byte[] membership,
            String token) {
        final Function function = new Function(FUNC_ACCOUNTOF,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(membership),
                new org.web3j.abi.datatypes.Address(160, token)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint128>() {}, new TypeReference<Uint128>() {}));
        return new RemoteFunctionCall<Tuple2<BigInteger, BigInteger>>(function,
                new Callable<Tuple2<BigInteger, BigInteger>>() {
                    @Override
                    public Tuple2<BigInteger, BigInteger> call() throws Exception {
                        List<Type> results = executeCallMultipleValueReturn(function);
                        return new Tuple2<BigInteger, BigInteger>(
                                (BigInteger) results.get(0).getValue(),
                                (BigInteger) results.get(1).getValue());
                    }
                });
    }

    public RemoteFunctionCall<TransactionReceipt> change(Change c, byte[] secretarySignature,
            List<Consent> consents) {
        final Function function = new Function(
                FUNC_CHANGE,
                Arrays.<Type>asList(c,
                new org.web3j.abi.datatypes.DynamicBytes(secretarySignature),
                new org.web3j.abi.datatypes.DynamicArray<Consent>(Consent.class, consents)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<byte[]> changeDigest(byte[] union, Membership next, Rule nextRule,
            BigInteger until) {
        final Function function = new Function(FUNC_CHANGEDIGEST,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(union),
                next,
                nextRule,
                new org.web3j.abi.datatypes.generated.Uint64(until)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<TransactionReceipt> claim(Membership membership, String token,
            Leaf leaf, List<byte[]> path) {
        final Function function = new Function(
                FUNC_CLAIM,
                Arrays.<Type>asList(membership,
                new org.web3j.abi.datatypes.Address(160, token),
                leaf,
                new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                        org.web3j.abi.datatypes.generated.Bytes32.class,
                        org.web3j.abi.Utils.typeMap(path, org.web3j.abi.datatypes.generated.Bytes32.class))),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> claimMany(List<Claim> claims) {
        final Function function = new Function(
                FUNC_CLAIMMANY,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.DynamicArray<Claim>(Claim.class, claims)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<BigInteger> claimedOf(byte[] membership, String token,
            BigInteger index) {
        final Function function = new Function(FUNC_CLAIMEDOF,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(membership),
                new org.web3j.abi.datatypes.Address(160, token),
                new org.web3j.abi.datatypes.generated.Uint64(index)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<byte[]> current(byte[] union) {
        final Function function = new Function(FUNC_CURRENT,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(union)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<byte[]> domainSeparator() {
        final Function function = new Function(FUNC_DOMAINSEPARATOR,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<byte[]> idOf(Membership membership) {
        final Function function = new Function(FUNC_IDOF,
                Arrays.<Type>asList(membership),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<BigInteger> ledger(String account, String token) {
        final Function function = new Function(FUNC_LEDGER,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, account),
                new org.web3j.abi.datatypes.Address(160, token)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<TransactionReceipt> pay(byte[] union, String token, BigInteger amount,
            BigInteger weiValue) {
        final Function function = new Function(
                FUNC_PAY,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(union),
                new org.web3j.abi.datatypes.Address(160, token),
                new org.web3j.abi.datatypes.generated.Uint256(amount)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function, weiValue);
    }

    public RemoteFunctionCall<byte[]> ruleHash(Rule rule) {
        final Function function = new Function(FUNC_RULEHASH,
                Arrays.<Type>asList(rule),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<TransactionReceipt> withdraw(String token, BigInteger amount,
            String to) {
        final Function function = new Function(
                FUNC_WITHDRAW,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, token),
                new org.web3j.abi.datatypes.generated.Uint256(amount),
                new org.web3j.abi.datatypes.Address(160, to)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    @Deprecated
    public static Unions load(String contractAddress, Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        return new Unions(contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    @Deprecated
    public static Unions load(String contractAddress, Web3j web3j,
            TransactionManager transactionManager, BigInteger gasPrice, BigInteger gasLimit) {
        return new Unions(contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    public static Unions load(String contractAddress, Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        return new Unions(contractAddress, web3j, credentials, contractGasProvider);
    }

    public static Unions load(String contractAddress, Web3j web3j,
            TransactionManager transactionManager, ContractGasProvider contractGasProvider) {
        return new Unions(contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static RemoteCall<Unions> deploy(Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        return deployRemoteCall(Unions.class, web3j, credentials, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<Unions> deploy(Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(Unions.class, web3j, credentials, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    public static RemoteCall<Unions> deploy(Web3j web3j, TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        return deployRemoteCall(Unions.class, web3j, transactionManager, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<Unions> deploy(Web3j web3j, TransactionManager transactionManager,
            BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(Unions.class, web3j, transactionManager, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    public static void linkLibraries(List<Contract.LinkReference> references) {
        librariesLinkedBinary = linkBinaryWithReferences(BINARY, references);
    }

    private static String getDeploymentBinary() {
        if (librariesLinkedBinary != null) {
            return librariesLinkedBinary;
        } else {
            return BINARY;
        }
    }

    public static class Membership extends StaticStruct {
        public byte[] root;

        public BigInteger totalWeight;

        public BigInteger count;

        public byte[] previous;

        public byte[] rule;

        public Membership(byte[] root, BigInteger totalWeight, BigInteger count, byte[] previous,
                byte[] rule) {
            super(new org.web3j.abi.datatypes.generated.Bytes32(root),
                    new org.web3j.abi.datatypes.generated.Uint96(totalWeight),
                    new org.web3j.abi.datatypes.generated.Uint64(count),
                    new org.web3j.abi.datatypes.generated.Bytes32(previous),
                    new org.web3j.abi.datatypes.generated.Bytes32(rule));
            this.root = root;
            this.totalWeight = totalWeight;
            this.count = count;
            this.previous = previous;
            this.rule = rule;
        }

        public Membership(Bytes32 root, Uint96 totalWeight, Uint64 count, Bytes32 previous,
                Bytes32 rule) {
            super(root, totalWeight, count, previous, rule);
            this.root = root.getValue();
            this.totalWeight = totalWeight.getValue();
            this.count = count.getValue();
            this.previous = previous.getValue();
            this.rule = rule.getValue();
        }
    }

    public static class Rule extends StaticStruct {
        public BigInteger quorum;

        public String secretary;

        public byte[] terms;

        public Rule(BigInteger quorum, String secretary, byte[] terms) {
            super(new org.web3j.abi.datatypes.generated.Uint96(quorum),
                    new org.web3j.abi.datatypes.Address(160, secretary),
                    new org.web3j.abi.datatypes.generated.Bytes32(terms));
            this.quorum = quorum;
            this.secretary = secretary;
            this.terms = terms;
        }

        public Rule(Uint96 quorum, Address secretary, Bytes32 terms) {
            super(quorum, secretary, terms);
            this.quorum = quorum.getValue();
            this.secretary = secretary.getValue();
            this.terms = terms.getValue();
        }
    }

    public static class Leaf extends StaticStruct {
        public BigInteger index;

        public String member;

        public BigInteger weight;

        public Leaf(BigInteger index, String member, BigInteger weight) {
            super(new org.web3j.abi.datatypes.generated.Uint64(index),
                    new org.web3j.abi.datatypes.Address(160, member),
                    new org.web3j.abi.datatypes.generated.Uint96(weight));
            this.index = index;
            this.member = member;
            this.weight = weight;
        }

        public Leaf(Uint64 index, Address member, Uint96 weight) {
            super(index, member, weight);
            this.index = index.getValue();
            this.member = member.getValue();
            this.weight = weight.getValue();
        }
    }

    public static class Change extends StaticStruct {
        public byte[] union;

        public Membership current;

        public Rule rule;

        public Membership next;

        public Rule nextRule;

        public BigInteger until;

        public Change(byte[] union, Membership current, Rule rule, Membership next, Rule nextRule,
                BigInteger until) {
            super(new org.web3j.abi.datatypes.generated.Bytes32(union),
                    current,
                    rule,
                    next,
                    nextRule,
                    new org.web3j.abi.datatypes.generated.Uint64(until));
            this.union = union;
            this.current = current;
            this.rule = rule;
            this.next = next;
            this.nextRule = nextRule;
            this.until = until;
        }

        public Change(Bytes32 union, Membership current, Rule rule, Membership next, Rule nextRule,
                Uint64 until) {
            super(union, current, rule, next, nextRule, until);
            this.union = union.getValue();
            this.current = current;
            this.rule = rule;
            this.next = next;
            this.nextRule = nextRule;
            this.until = until.getValue();
        }
    }

    public static class Consent extends DynamicStruct {
        public Leaf leaf;

        public List<byte[]> path;

        public byte[] signature;

        public Consent(Leaf leaf, List<byte[]> path, byte[] signature) {
            super(leaf,
                    new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                            org.web3j.abi.datatypes.generated.Bytes32.class,
                            org.web3j.abi.Utils.typeMap(path, org.web3j.abi.datatypes.generated.Bytes32.class)),
                    new org.web3j.abi.datatypes.DynamicBytes(signature));
            this.leaf = leaf;
            this.path = path;
            this.signature = signature;
        }

        public Consent(Leaf leaf, @Parameterized(type = Bytes32.class) DynamicArray<Bytes32> path,
                DynamicBytes signature) {
            super(leaf, path, signature);
            this.leaf = leaf;
            this.path = path.getValue().stream().map(v -> v.getValue()).collect(Collectors.toList());
            this.signature = signature.getValue();
        }
    }

    public static class Claim extends DynamicStruct {
        public Membership membership;

        public String token;

        public Leaf leaf;

        public List<byte[]> path;

        public Claim(Membership membership, String token, Leaf leaf, List<byte[]> path) {
            super(membership,
                    new org.web3j.abi.datatypes.Address(160, token),
                    leaf,
                    new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                            org.web3j.abi.datatypes.generated.Bytes32.class,
                            org.web3j.abi.Utils.typeMap(path, org.web3j.abi.datatypes.generated.Bytes32.class)));
            this.membership = membership;
            this.token = token;
            this.leaf = leaf;
            this.path = path;
        }

        public Claim(Membership membership, Address token, Leaf leaf,
                @Parameterized(type = Bytes32.class) DynamicArray<Bytes32> path) {
            super(membership, token, leaf, path);
            this.membership = membership;
            this.token = token.getValue();
            this.leaf = leaf;
            this.path = path.getValue().stream().map(v -> v.getValue()).collect(Collectors.toList());
        }
    }

    public static class ChangedEventResponse extends BaseEventResponse {
        public byte[] union;

        public byte[] from;

        public byte[] to;

        public Membership next;

        public Rule nextRule;

        public BigInteger until;

        public byte[] secretarySignature;
    }

    public static class ClaimedEventResponse extends BaseEventResponse {
        public byte[] membership;

        public String token;

        public String member;

        public BigInteger index;

        public BigInteger amount;
    }

    public static class ConsentedEventResponse extends BaseEventResponse {
        public byte[] to;

        public String member;

        public BigInteger index;

        public BigInteger weight;

        public byte[] signature;
    }

    public static class PaidEventResponse extends BaseEventResponse {
        public byte[] union;

        public byte[] membership;

        public String token;

        public String payer;

        public BigInteger amount;
    }

    public static class SkippedEventResponse extends BaseEventResponse {
        public BigInteger place;

        public byte[] reason;
    }

    public static class WithdrawnEventResponse extends BaseEventResponse {
        public String account;

        public String token;

        public BigInteger amount;

        public String to;
    }
}
