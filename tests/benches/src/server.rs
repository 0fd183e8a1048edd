//! A server that does as little as a server can: one thread a connection, answers from memory.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use crate::answers::{CREATED, DONE, OPENAI_CHAT, OPENAI_IMAGE};

/// Serves until the process is killed. Prints its port first.
pub fn serve() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    for stream in listener.incoming() {
        let stream = stream?;
        std::thread::spawn(move || answer(stream));
    }
    Ok(())
}

/// The server in a process of its own, so that its work is not counted; dies with this value.
pub struct Server {
    child: Child,
    base: String,
}

impl Server {
    /// Starts `program serve`.
    pub fn start(program: &str) -> std::io::Result<Self> {
        let mut child = Command::new(program).arg("serve").stdout(Stdio::piped()).spawn()?;
        let mut port = String::new();
        let stdout = child.stdout.take().ok_or_else(|| std::io::Error::other("no output"))?;
        BufReader::new(stdout).read_line(&mut port)?;
        Ok(Self { child, base: format!("http://127.0.0.1:{}", port.trim()) })
    }

    /// Where it listens.
    pub fn base(&self) -> &str {
        &self.base
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    let mut body = Vec::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let text = match line.as_str() {
            _ if line.contains("/chat/completions") => OPENAI_CHAT,
            _ if line.contains("/openai/") => OPENAI_IMAGE,
            _ if line.starts_with("POST") => CREATED,
            _ => DONE,
        };
        let mut length = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{text}",
            text.len()
        );
        writer.write_all(head.as_bytes())?;
    }
}
