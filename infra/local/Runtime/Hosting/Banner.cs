using BackOffice.LocalRuntime.Http;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>What a developer wants to see after start: where the app is, what it serves, and keys made up for this run.</summary>
internal sealed class Banner(FunctionCatalog catalog, HttpFunctions http, AccessKeys keys, DevUsers users)
{
    public void Write(TextWriter output, Uri address)
    {
        output.WriteLine();
        output.WriteLine($"BackOffice local runtime at {address}");
        foreach (var kind in catalog.All.GroupBy(AdminViews.TypeOf).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            output.WriteLine();
            output.WriteLine($"{kind.Key} ({kind.Count()})");
            foreach (var function in kind)
            {
                output.WriteLine($"  {function.Name}{Route(function)}{(function.IsDisabled ? " (disabled)" : string.Empty)}");
            }
        }

        output.WriteLine();
        output.WriteLine($"Users for header {DevUsers.Header}: {string.Join(", ", users.Names.Order(StringComparer.Ordinal).DefaultIfEmpty("none"))}");
        foreach (var (name, key) in keys.Generated)
        {
            output.WriteLine($"Key {name}, for this run only: {key}");
        }

        output.WriteLine();
        output.WriteLine("Press Ctrl+C to stop.");
        output.WriteLine();
    }

    private string Route(FunctionDescriptor function)
    {
        if (http.All.FirstOrDefault(candidate => candidate.Function == function) is not { } route)
        {
            return string.Empty;
        }

        var verbs = route.Methods.Count == 0 ? "ANY" : string.Join(',', route.Methods.Select(method => method.ToUpperInvariant()));
        return $": {verbs} /{route.Template} [{route.Level}]";
    }
}
