# What people do every day. `make check` is what a change must pass; `make ci` is what the server runs.
.PHONY: run demo check test golden bench ci

run:
	dotnet run --project src/Api

demo:
	dotnet run --project src/Api -- --demo

check:
	dotnet build Cloud.sln
	dotnet format whitespace Cloud.sln --verify-no-changes --no-restore
	dotnet test --solution Cloud.sln --no-build

test:
	dotnet test --solution Cloud.sln

# Rewrites what people read (OpenAPI, transcripts, explanations); review the difference before committing it.
golden:
	UPDATE_GOLDEN=1 dotnet test --solution Cloud.sln

bench:
	dotnet run --project tests/Benchmarks -c Release

ci:
	.ci/run
