using BackOffice.People.Domain;

namespace BackOffice.People;

/// <summary>The keys of everything the feature keeps.</summary>
internal static class PeopleKeys
{
    /// <summary>A row a person, by pay group.</summary>
    public const string People = "People";

    /// <summary>Pay groups and the tenant's own pay elements.</summary>
    public const string Groups = "PayGroups";

    /// <summary>Imports, by pay group.</summary>
    public const string Imports = "PeopleImports";

    /// <summary>Files too large for a row, and what was imported; written once and never overwritten.</summary>
    public const string Blobs = "people";

    public const string GroupPrefix = "group|";
    public const string ElementPrefix = "element|";

    public static string Partition(string tenant, string group) => $"{tenant}|{group}";

    public static string Group(string id) => GroupPrefix + id;

    public static string FileBlob(string tenant, string sha256) => $"{tenant}/files/{sha256[..2]}/{sha256}";

    public static string ImportBlob(string tenant, string import) => $"{tenant}/imports/{import}";

    public static bool CanBePerson(string person) => PersonCheck.ProblemWithId(person) is null;
}
