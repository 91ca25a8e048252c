using System.Collections.Frozen;
using System.Reflection;
using BackOffice.Ledger.Domain;

namespace BackOffice.Ledger;

/// <summary>The posting templates that come with the program, one file a country.</summary>
internal static class PostingTemplateFiles
{
    private const string Prefix = "ledger/rules/";

    /// <summary>By country.</summary>
    /// <exception cref="PostingTemplateException">A file is wrong.</exception>
    public static FrozenDictionary<string, PostingTemplates> Read()
    {
        var assembly = typeof(PostingTemplateFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => PostingTemplates.Read(name, Read(assembly, name)))
            .ToFrozenDictionary(templates => templates.Country, StringComparer.Ordinal);
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
