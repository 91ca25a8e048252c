using System.Collections.Frozen;
using BackOffice.Ledger.Domain;
using BackOffice.Primitives;

namespace BackOffice.Ledger;

/// <summary>The posting templates that come with the program, one file a country.</summary>
internal static class PostingTemplateFiles
{
    /// <summary>By country.</summary>
    /// <exception cref="PostingTemplateException">A file is wrong.</exception>
    public static FrozenDictionary<string, PostingTemplates> Read()
        => ShippedFiles.Under("ledger/rules/")
            .Select(file => PostingTemplates.Read(file.Name, file.Text))
            .ToFrozenDictionary(templates => templates.Country, StringComparer.Ordinal);
}
