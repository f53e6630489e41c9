namespace ConsulGen.Core.Consul.Releases;

/// <content>Access control.</content>
public sealed partial class Feature
{
    public static readonly Feature AclStanza = new(
        "1.4.0",
        "ACLs are told in acl { }, with tokens that have policies.",
        "CHANGELOG 1.4.0");

    public static readonly Feature AgentTokenNames = new(
        "1.4.3",
        "An agent is given its tokens as agent, default and replication; before, as acl_agent_token and so on. It can keep them.",
        "CHANGELOG 1.4.3");

    public static readonly Feature NodeIdentity = new(
        "1.8.1",
        "A token can be the identity of a node, which writes that node and reads services.",
        "CHANGELOG 1.8.1");

    public static readonly Feature LegacyAclsGone = new(
        "1.11.0",
        "Tokens of the ACL system before 1.4.0 are not known any more.",
        "docs, upgrade to specific versions, 1.11");

    public static readonly Feature LicenseOfIbmTaken = new(
        "1.21.7+ent",
        "Enterprise starts with a license that IBM issued.",
        "docs, upgrade to 2.0.x");

    public static readonly Feature LicenseOfIbm = new(
        "2.0.0",
        "Enterprise does not start with a license that HashiCorp issued.",
        "docs, upgrade to 2.0.x and upgrade to specific versions, 2.0");

    public static readonly Feature LicenseInFile = new(
        "1.10.0",
        "Enterprise takes its license from a file or the environment only.",
        "docs, upgrade to specific versions, 1.10");

    public static readonly Feature FileServiceToken = new(
        "1.15.0",
        "acl.tokens.config_file_service_registration registers services and checks of files.",
        "CHANGELOG 1.15.0");

    public static readonly Feature TokenFile = new(
        "1.5.0",
        "Commands read their token from the file that CONSUL_HTTP_TOKEN_FILE names.",
        "command/flags/http.go of 1.4.4 and 1.5.0");

    public static readonly Feature DnsToken = new(
        "1.17.0",
        "DNS asks with acl.tokens.dns, if there is one.",
        "CHANGELOG 1.17.0");
}
